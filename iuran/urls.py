"""Addresses of the first floor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
