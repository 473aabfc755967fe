using GitOpsGen.Cli;
using GitOpsGen.Cli.Terminal;

return await GitOpsGenCli.RunAsync(args, new Streams(Console.Out, Console.Error));
