"""Administration of the knowledge in the chat: the library `bot.admin` behind commands, documents
and buttons, for the administrators of the configuration, in private chats."""
