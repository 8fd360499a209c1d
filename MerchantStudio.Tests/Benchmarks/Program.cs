using BenchmarkDotNet.Running;
using MerchantStudio.Benchmarks.Comparisons;

// `compare` runs the whole-job comparisons, interleaved with their baseline; everything else is BenchmarkDotNet's own.
if (args is not ["compare", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(IComparison).Assembly).Run(args);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await ComparisonRunner.RunAsync(ComparisonArguments.Parse(rest), Console.Out, stop.Token).ConfigureAwait(false);
