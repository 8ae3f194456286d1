from django.urls import include, path

urlpatterns = [path("", include("desa.urls"))]
