using GitOpsGen.Commands;
using GitOpsGen.Terminal;

return await Cli.RunAsync(args, new Streams(Console.Out, Console.Error));
