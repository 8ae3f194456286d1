// Starts the govuk-frontend components in Indonesian. Every page works without it.
// The address comes from the page, because only the page knows the hashed file name.
const source = document.querySelector('link[rel="modulepreload"]').href;

const terms = {
  passwordInput: {
    i18n: {
      showPassword: "Tampilkan",
      hidePassword: "Sembunyikan",
      showPasswordAriaLabel: "Tampilkan sandi",
      hidePasswordAriaLabel: "Sembunyikan sandi",
      passwordShownAnnouncement: "Sandi terlihat di layar",
      passwordHiddenAnnouncement: "Sandi disembunyikan",
    },
  },
  fileUpload: {
    i18n: {
      chooseFilesButton: "Pilih berkas",
      dropInstruction: "atau tarik berkas ke sini",
      noFileChosen: "Belum ada berkas",
      multipleFilesChosen: { other: "%{count} berkas dipilih" },
      enteredDropZone: "Berkas di atas kotak unggah",
      leftDropZone: "Berkas keluar dari kotak unggah",
    },
  },
};

import(source).then(({ initAll }) => {
  document.body.classList.add("govuk-frontend-supported");
  initAll(terms);
});

const printButton = document.querySelector("[data-cetak]");
if (printButton) {
  printButton.hidden = false;
  printButton.addEventListener("click", () => window.print());
}
