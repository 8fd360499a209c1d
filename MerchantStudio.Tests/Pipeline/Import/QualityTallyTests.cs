using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Pipeline.Import;

namespace MerchantStudio.Tests.Pipeline.Import;

public sealed class QualityTallyTests
{
    private static readonly DateTime s_start = new(2025, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void BucketOf_Amounts_IsAQuarterOfADoubling()
    {
        for (var amount = 1L; amount < 5000; amount++)
        {
            // The quarter of a doubling in the plain way: which of four equal parts of [2^k, 2^(k+1)) holds the amount.
            var doubling = (int)Math.Floor(Math.Log2(amount + 1e-9));
            var quarter = (int)Math.Floor(((amount / Math.Pow(2, doubling)) - 1) * 4);
            AmountScale.BucketOf(amount).ShouldBe((doubling * 4) + quarter, $"{amount}");
        }

        AmountScale.BucketOf(long.MinValue).ShouldBeLessThan(256);
    }

    [Fact]
    public void Report_OfRandomLines_CountsOutliersAsSortingDoes()
    {
        var random = new Random(4);
        for (var i = 0; i < 40; i++)
        {
            var amounts = Enumerable.Range(0, random.Next(1, 200)).Select(_ => random.Next(12) == 0 ? random.NextInt64(1, 5_000_000) : random.NextInt64(-300, 3000)).ToList();
            var report = Report(amounts.Select((amount, row) => Line(row + 1, amount, s_start.AddMinutes(row))));

            var buckets = amounts.Where(amount => amount != 0).Select(AmountScale.BucketOf).Order().ToList();
            var expected = buckets.Count < 20 ? 0 : buckets.Count(bucket => bucket >= buckets[(buckets.Count + 1) / 2 - 1] + AmountScale.Steps);
            report.Outliers.ShouldBe(expected, $"case {i}");
            report.Samples.GetValueOrDefault("Outliers", []).Count.ShouldBe(Math.Min(3, expected));
        }
    }

    [Fact]
    public void Report_OfAnOrderlyFileWithASetBackClock_NamesTheRow()
    {
        var lines = Enumerable.Range(1, 100).Select(row => Line(row, 100, s_start.AddHours(row))).ToList();
        lines[60] = lines[60] with { OrderedUtc = s_start.AddDays(-400) };

        var report = Report(lines);

        report.ClockJumps.ShouldBe(1);
        report.Samples["ClockJumps"].Single().Row.ShouldBe(61);
        Report(lines.AsEnumerable().Reverse()).ClockJumps.ShouldBe(1);
    }

    [Fact]
    public void Report_OfAFileInNoOrderOfTime_SeesNoClockThatJumps()
    {
        var random = new Random(2);
        Report(Enumerable.Range(1, 200).Select(row => Line(row, 100, s_start.AddDays(random.Next(300))))).ClockJumps.ShouldBe(0);
    }

    [Fact]
    public void Report_OfLines_GivesSamplesOfEachFindingAndHowCompleteTheyAre()
    {
        var lines = new[]
        {
            Line(1, 100, s_start), Line(2, 0, s_start) with { UnitPriceMinor = 0 }, Line(3, 100, s_start) with { CustomerKey = null, ProductTitle = null },
            Line(4, -50, s_start) with { UnitPriceMinor = -50, IsProduct = false }, Line(5, 100, s_start) with { ProductKey = "unheard" }, Line(6, 100, s_start) with { UnknownStatus = "??" },
        };

        var report = Report(lines);

        var samples = report.Samples.ToDictionary(pair => pair.Key, pair => string.Join(' ', pair.Value.Select(row => row.Row)));
        samples[FieldFill.MissingKey(ImportField.CustomerId)].ShouldBe("3");
        samples[FieldFill.MissingKey(ImportField.ProductTitle)].ShouldBe("3");
        samples.Where(pair => !pair.Key.StartsWith("Missing.", StringComparison.Ordinal)).ShouldBe(
            new Dictionary<string, string> { ["ZeroPrices"] = "2", ["WithoutCustomer"] = "3", ["NegativePrices"] = "4", ["UnknownProducts"] = "5", ["UnknownStatus"] = "6" }, ignoreOrder: true);
        report.Completeness.ShouldContain(new FieldFill(ImportField.CustomerId, 4, 5));
        report.Completeness.ShouldContain(new FieldFill(ImportField.ProductTitle, 4, 5));
        report.UnknownProducts.ShouldBe(1);
    }

    [Fact]
    public void Report_OfEvents_FindsWhatItFindsInTheSameRowsOneByOne()
    {
        var random = new Random(7);
        for (var i = 0; i < 20; i++)
        {
            var (clock, events) = (s_start, new List<EventRow>());
            for (var row = 1; row <= 300; row++)
            {
                clock = clock.AddMinutes(random.Next(90));
                var price = random.Next(10) switch { 0 => 0, 1 => -random.Next(1, 500), 2 => random.NextInt64(1_000_000, 9_000_000), 3 => (long?)null, _ => random.Next(1, 900) };
                events.Add(new EventRow
                {
                    RowNumber = row, EventKey = $"e{row}", Name = "view_item", CustomerKey = "c", ProductKey = random.Next(9) == 0 ? "unheard" : "P",
                    OccurredUtc = random.Next(50) == 0 ? clock.AddDays(-300) : clock, Quantity = 1, PriceMinor = price,
                });
            }

            var asBlock = Tally(EventBlock.Of([.. events])).ToReport().Quality;

            var prices = events.Where(row => row.PriceMinor is not (null or 0)).Select(row => AmountScale.BucketOf(row.PriceMinor!.Value)).Order().ToList();
            asBlock.Outliers.ShouldBe(prices.Count(bucket => bucket >= prices[((prices.Count + 1) / 2) - 1] + AmountScale.Steps));
            asBlock.Samples.GetValueOrDefault("Outliers", []).ShouldAllBe(sample => events[(int)sample.Row - 1].PriceMinor == sample.AmountMinor);
            asBlock.ClockJumps.ShouldBe(events.Zip(events.Skip(1)).Count(pair => pair.Second.OccurredUtc < pair.First.OccurredUtc.AddDays(-1)));
            asBlock.ZeroPrices.ShouldBe(events.Count(row => row.PriceMinor == 0));
            asBlock.NegativePrices.ShouldBe(events.Count(row => row.PriceMinor < 0));
            asBlock.Samples["NegativePrices"].Select(sample => sample.Row).ShouldBe(events.Where(row => row.PriceMinor < 0).Take(3).Select(row => row.RowNumber));
            asBlock.Samples["ZeroPrices"][0].Row.ShouldBe(events.First(row => row.PriceMinor == 0).RowNumber);
            asBlock.Samples["UnknownProducts"].Single().Row.ShouldBe(events.First(row => row.ProductKey == "unheard").RowNumber);
        }
    }

    private static QualityTally Tally(EventBlock rows)
    {
        var tally = new QualityTally("GBP", new HashSet<string> { "P" });
        tally.Add(new ImportedChunk { Rows = rows, SetAside = [], RowsRead = rows.Count, RowsAbsorbed = 0, BytesRead = 0 });
        return tally;
    }

    [Fact]
    public void RowRanges_WrittenAndRead_AreTheSame()
    {
        var random = new Random(6);
        for (var i = 0; i < 50; i++)
        {
            var rows = Enumerable.Range(0, random.Next(40)).Select(_ => (long)random.Next(1, 60)).Distinct().Order().ToList();
            RowRanges.Read(RowRanges.Write(rows)).ShouldBe(rows);
        }

        RowRanges.Write([2, 3, 4, 9]).ShouldBe("2-4,9");
    }

    [Fact]
    public void Lessons_OfCorrections_AreWhatTheyHaveInCommon()
    {
        Lessons.Of([("Price", "-", ""), ("Price", "-", ""), ("Date", "13.04.2025", "2025-04-13"), ("Price", "1,234", "1.234"), ("City", "x", "y"), ("City", "x", "z"), ("Note", "", "new")])
            .ShouldBe([
                new Lesson { Rule = new CellRule("Price", "-", "") }, new Lesson { Dates = DateOrder.DayFirst }, new Lesson { DecimalComma = true },
            ]);
        Lessons.Of([("Date", "3/4/2025", "2025-03-04")]).ShouldBe([new Lesson { Dates = DateOrder.MonthFirst }]);
    }

    private static ImportQuality Report(IEnumerable<OrderLineRow> lines)
    {
        var tally = new QualityTally("GBP", new HashSet<string> { "P" });
        foreach (var chunk in lines.Chunk(7))
        {
            tally.Add(new ImportedChunk { Rows = chunk, SetAside = [], RowsRead = chunk.Length, BytesRead = 0 });
        }

        return tally.ToReport().Quality;
    }

    private static OrderLineRow Line(long row, long amount, DateTime time) => new()
    {
        RowNumber = row, OrderKey = $"o{row}", LineKey = "P", ProductKey = "P", ProductTitle = "Pen", CustomerKey = "c", Quantity = 1, UnitPriceMinor = amount == 0 ? 1 : Math.Abs(amount),
        TotalMinor = amount, Currency = "GBP", OrderedUtc = time,
    };
}
