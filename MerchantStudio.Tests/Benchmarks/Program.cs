using BenchmarkDotNet.Running;
using System.Globalization;
using MerchantStudio.Benchmarks.Comparisons;
using MerchantStudio.Benchmarks.Comparisons.Customers;
using MerchantStudio.Benchmarks.Comparisons.Events;

// `events FILE [ROWS]` writes the log of events that the event comparisons use.
if (args is ["events", var path, .. var count])
{
    var rows = count is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : Clickstream.FullRows;
    Console.WriteLine(ClickstreamCsv.Write(Clickstream.Generate(rows), path, CancellationToken.None));
    return 0;
}

// `segment-first FILE [CUSTOMERS]` writes a shop where there is none yet, and counts a segment of it in a process that has counted none.
if (args is ["segment-first", var shop, .. var customers])
{
    if (!File.Exists(shop))
    {
        SegmentCountComparison.Write(shop, customers is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : SegmentCountComparison.FirstCustomers);
        Console.WriteLine("Written; run it again to count in a fresh process.");
        return 0;
    }

    Console.WriteLine(SegmentCountComparison.CountFirst(shop, CancellationToken.None));
    return 0;
}

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
