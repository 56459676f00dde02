"""The messenger: Telegram updates in, messages with sources and buttons out."""
