from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("kid", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("journal", models.CharField(db_index=True, max_length=32)),
                ("at", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Shredding",
            fields=[
                ("id", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("journal", models.CharField(db_index=True, max_length=32)),
                ("at", models.BigIntegerField()),
                ("destroyed", models.TextField()),
                ("receipt", models.TextField(blank=True, default="")),
            ],
        ),
    ]
