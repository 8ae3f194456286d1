# Perintah proyek. `make run` menjalankan portal, `make test` memeriksa semuanya.
.DEFAULT_GOAL := bantuan
.PHONY: bantuan run test test-cepat lint bench kunci

PORT ?= 8000
export PORT

bantuan:
	@echo "make run         menyiapkan dan menjalankan portal di http://127.0.0.1:$(PORT) (PORT= mengubahnya)"
	@echo "make test        memeriksa seluruhnya: SQLite, PostgreSQL, dan perjalanan di peramban"
	@echo "make test-cepat  memeriksa bagian yang cepat, kurang dari satu menit"
	@echo "make lint        memeriksa gaya, tipe, denah modul, dan templat"
	@echo "make bench       mengukur lama kerja setiap langkah dan mencetak tabelnya"
	@echo "make kunci       menulis ulang berkas kunci pustaka"

run:
	@.ci/serve

test:
	@.ci/test

test-cepat:
	@.ci/test-quick

lint:
	@.ci/lint

bench:
	@.ci/bench

kunci:
	@.ci/lock
