package org.entresol.console;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives each the screen that it writes to. */
final class Commands implements IFactory {

  private final Screen screen;

  Commands(Screen screen) {
    this.screen = screen;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    K made = CommandLine.defaultFactory().create(type);
    if (made instanceof SurveyCommand command) {
      command.show(screen);
    }
    return made;
  }
}
