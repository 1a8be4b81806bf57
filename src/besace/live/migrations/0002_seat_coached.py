from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("live", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="coached",
            field=models.BooleanField(null=True),
        ),
    ]
