using SocialAssistance.Benchmarks;
using SocialAssistance.Benchmarks.Commands;

try
{
    return args switch
    {
        [] or ["help" or "--help" or "-h", ..] => Help.Print(),
        ["micro", .. var rest] => MicroCommand.Run(rest),
        ["load", .. var rest] => LoadCommand.Run(Options.Parse(rest)),
        ["memory", .. var rest] => MemoryCommand.Run(Options.Parse(rest)),
        ["visible", .. var rest] => VisibleCommand.Run(Options.Parse(rest)),
        ["start", .. var rest] => StartCommand.Run(Options.Parse(rest)),
        [var unknown, ..] => throw new BenchmarkException($"There is no benchmark '{unknown}'. Try help."),
    };
}
catch (BenchmarkException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
