"""Pages for anybody: choose a council, get help, stay safe, leave."""
