using System.Diagnostics;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Benchmarks.Comparisons.Customers;

/// <summary>Counting a segment of seven conditions against one plain pass over the rows.</summary>
public sealed class SegmentCountComparison : IComparison
{
    /// <summary>Customers of the fresh process that <c>segment-first</c> looks at.</summary>
    public const int FirstCustomers = 1_000_000;

    private const int Items = 2_000;
    private const int Categories = 20;

    public string Name => "segment-count";

    public string Description =>
        "The customers of a segment of seven conditions in two groups, one of them about what was bought, found among 100,000 with a million order lines, against one pass that only counts the lines that sell.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"segment-count-{Guid.NewGuid():N}.snapshot");
        var snapshot = await Task.Run(() => Build(scale == ComparisonScale.Dry ? 500 : 100_000).WriteAndOpen(path), cancellationToken);
        var facts = Facts(snapshot, cancellationToken);
        var request = new CustomerListRequest(1) { Rule = Rule, Take = 10 };
        return new ComparisonSetup(
            new Contender("one pass over the lines", _ => Report(CountSales(snapshot))),
            [new Contender("segment counted and its first ten listed", _ => Report(CustomerListQuery.Compute(snapshot, facts, request).Total))],
            () =>
            {
                snapshot.Dispose();
                File.Delete(path);
                return ValueTask.CompletedTask;
            });
    }

    /// <summary>Writes the shop of the comparison with so many customers, for a process that has done nothing yet.</summary>
    public static void Write(string path, int customers) => Build(customers, linesEach: 3).WriteAndOpen(path).Dispose();

    /// <summary>
    /// Counts a segment for the first time in this process, then again: opens the file, makes what the server keeps of a shop
    /// once its data are in, asks what it asks itself in the background, and times only the count, as the editor asks for it
    /// after every change.
    /// </summary>
    /// <returns>Milliseconds of the first count and of the median of ten more, of what was made before, and how many were found.</returns>
    public static string CountFirst(string path, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var snapshot = new Snapshot(ColumnFile.Open(path));
        var facts = Facts(snapshot, cancellationToken);
        _ = CustomerListQuery.Compute(snapshot, facts, new CustomerListRequest(1) { Rule = SegmentFields.Every, Take = 1 });
        var prepared = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var request = new CustomerListRequest(1) { Rule = Rule, Take = 10 };
        var times = new List<double>();
        var found = 0;
        for (var round = 0; round < 11; round++)
        {
            start = Stopwatch.GetTimestamp();
            found = CustomerListQuery.Compute(snapshot, facts, request).Total;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var first = times[0];
        times.RemoveAt(0);
        times.Sort();
        return FormattableString.Invariant($"{{\"customers\":{snapshot.Customers.Count},\"preparedMs\":{prepared:F0},\"firstMs\":{first:F1},\"laterMs\":{times[5]:F1},\"found\":{found}}}");
    }

    private static SegmentRule Rule => new()
    {
        Conditions =
        [
            new SegmentCondition(SegmentField.Spend, SegmentOperator.AtLeast, Number: 50), new SegmentCondition(SegmentField.Orders, SegmentOperator.AtLeast, Number: 2),
            new SegmentCondition(SegmentField.DaysSinceLast, SegmentOperator.AtMost, Number: 200), new SegmentCondition(SegmentField.LastOrder, SegmentOperator.AtLeast, Day: new DateOnly(2011, 3, 1)),
        ],
        Groups =
        [
            new SegmentRule
            {
                Any = true,
                Conditions =
                [
                    new SegmentCondition(SegmentField.Country, SegmentOperator.Is, Text: "Country 3"), new SegmentCondition(SegmentField.Chance, SegmentOperator.AtLeast, Number: 0.5),
                    new SegmentCondition(SegmentField.Category, SegmentOperator.Is, Text: "Category 7"),
                ],
            },
        ],
    };

    private static int CountSales(Snapshot snapshot)
    {
        var (kinds, customers, sales) = (0, 0, 0);
        var rowKinds = snapshot.RowKind;
        var rowCustomers = snapshot.RowCustomer;
        for (var row = 0; row < rowKinds.Length; row++)
        {
            kinds = rowKinds[row] == InteractionKind.Purchase ? 1 : 0;
            customers = rowCustomers[row] >= 0 ? 1 : 0;
            sales += kinds * customers;
        }

        return sales;
    }

    private static CustomerFacts Facts(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var random = new SeededRandom(2);
        var scores = ScoreColumns.Empty(snapshot.Customers.Count);
        for (var customer = 0; customer < scores.Chance.Length; customer++)
        {
            scores.Chance[customer] = random.NextInt(100) / 100f;
        }

        return CustomerFacts.Of(snapshot, CustomerSummaries.Of(snapshot, cancellationToken), scores, new DateTime(2011, 12, 31, 0, 0, 0, DateTimeKind.Utc), cancellationToken);
    }

    private static SnapshotBuilder Build(int customers, int linesEach = 10)
    {
        var random = new SeededRandom(1);
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Europe/London"));
        for (var item = 0; item < Items; item++)
        {
            _ = builder.Add(new SnapshotItem($"p{item}") { Category = $"Category {item % Categories}" });
        }

        var start = new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var line = 0; line < customers * linesEach; line++)
        {
            builder.Add(new SnapshotRow
            {
                CustomerKey = $"c{random.NextInt(customers)}", ItemKey = $"p{random.NextInt(Items)}", Kind = InteractionKind.Purchase, OrderKey = $"o{line / 2}",
                Time = start + (random.NextInt(364 * 24 * 60) * 60_000L), AmountMinor = random.NextInt(3_000), Country = $"Country {random.NextInt(10)}",
            });
        }

        return builder;
    }

    private static Task<IReadOnlyDictionary<string, double>> Report(int count) =>
        Task.FromResult<IReadOnlyDictionary<string, double>>(new Dictionary<string, double> { ["count"] = count });
}
