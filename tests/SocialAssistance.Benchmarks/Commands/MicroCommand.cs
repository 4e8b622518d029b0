using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SocialAssistance.Benchmarks.Commands;

/// <summary>The benchmarks of single functions.</summary>
internal static class MicroCommand
{
    public static int Run(string[] args)
    {
        // In this process: building another project for each benchmark takes longer than all of them.
        var job = (args.Contains("--long") ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job);
        string[] rest = [.. args.Where(a => a != "--long")];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(rest is [] ? ["--filter", "*"] : rest, config);
        return summaries.All(s => s.Reports.All(r => r.Success)) ? 0 : 1;
    }
}
