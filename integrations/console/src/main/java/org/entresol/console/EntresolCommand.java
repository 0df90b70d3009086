package org.entresol.console;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands stand below. */
@Command(
    name = "entresol",
    mixinStandardHelpOptions = true,
    versionProvider = EntresolCommand.Release.class,
    description = "Looks at what lies in a Redis, and changes it, beside any running fleet.",
    subcommands = {
      ListCommand.class,
      TopCommand.class,
      NodesCommand.class,
      GetCommand.class,
      InvalidateCommand.class,
      QueueCommand.class,
      DeadCommand.class,
      DoctorCommand.class,
      ServeCommand.class
    })
final class EntresolCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** The release that the jar is of. */
  static final class Release implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"entresol " + (version == null ? "(unpackaged)" : version)};
    }
  }

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "no command is given");
  }
}
