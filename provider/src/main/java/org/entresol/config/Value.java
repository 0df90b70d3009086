package org.entresol.config;

import java.util.List;
import java.util.regex.Pattern;

/** What stands behind a key, free of any file format: a text, a list, a section, or nothing. */
sealed interface Value {

  /** Where this value starts. */
  Place place();

  /** This value in a message. */
  String shown();

  /** The exception that says this value cannot stand here. */
  default ConfigurationException notAllowed(String allowed) {
    return refused("is not allowed", allowed);
  }

  /** The exception that says why this value cannot stand here. */
  default ConfigurationException refused(String reason, String allowed) {
    return place().error(shown() + " " + reason + "; allowed: " + allowed);
  }

  /** A word, a number, a name. */
  record Text(String text, Place place) implements Value {
    private static final int SHOWN = 80;

    /** What an address may have in it: a user with a password, or a parameter. */
    private static final Pattern CREDENTIALS =
        Pattern.compile("(?i)(?<=//)[^/\\s]*(?=@)|(?<=password=)[^&\\s]*");

    @Override
    public String shown() {
      String safe = CREDENTIALS.matcher(text).replaceAll("***");
      String start = safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
      return '"' + start + '"';
    }
  }

  /** Values in their order. */
  record Items(List<Value> items, Place place) implements Value {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** Keys, each once, with their values. */
  record Section(List<Entry> entries, Place place) implements Value {
    @Override
    public String shown() {
      return "a section";
    }
  }

  /** A section in the words of another, kept as its text, which no message shows. */
  record Verbatim(RedisSection section, Place place) implements Value {
    @Override
    public String shown() {
      return "a section";
    }
  }

  /** A key that no value follows. */
  record Nothing(Place place) implements Value {
    @Override
    public String shown() {
      return "nothing";
    }
  }

  /** A key with its value; the place is that of the key. */
  record Entry(String key, Place place, Value value) {}
}
