"""How Django's forms are drawn everywhere: with our fields, also where a page only writes {{ form }}."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms and fields in our markup; the small inputs stay Django's."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
