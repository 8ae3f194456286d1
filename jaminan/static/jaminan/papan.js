// Keys of the board: j and k from village to village, Enter opens (the link's own), s starts or accepts, ? helps.
// Everything they do stands on the page as a link or a button.
(function () {
  "use strict";
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-baris]"));

  function busy(event) {
    var tag = event.target.tagName;
    return event.ctrlKey || event.metaKey || event.altKey || tag === "INPUT" || tag === "TEXTAREA" || tag === "SELECT";
  }

  function move(step) {
    var here = rows.indexOf(document.activeElement);
    var next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step;
    if (rows[next]) {
      rows[next].focus();
    }
  }

  function press(key) {
    var target = document.querySelector('[data-kunci="' + key + '"]');
    if (target) {
      target.click();
    }
  }

  function help() {
    var box = document.querySelector("[data-pintas]");
    if (box) {
      box.open = !box.open;
      box.querySelector("summary").focus();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (busy(event)) {
      return;
    }
    if (event.key === "?") {
      help();
    } else if ((event.key === "j" || event.key === "k") && rows.length) {
      move(event.key === "j" ? 1 : -1);
    } else if (event.key === "j" || event.key === "k" || event.key === "s") {
      press(event.key);
    }
  });
})();
