using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Adds a file's rows up to an <see cref="ImportReport"/>. Memory holds the different days and products, not the rows.</summary>
internal sealed partial class QualityTally(string currency, IReadOnlySet<string>? catalogue)
{
    private readonly ImportTally _tally = new(currency);
    private readonly HashSet<int> _days = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _products = [];
    private readonly AmountScale _amounts = new();
    private readonly ClockWatch _clock = new();
    private readonly QualitySamples _samples = new();
    private readonly FieldTally _fields = new();
    private long _zero, _negative;

    public long RowsRead { get; private set; }
    public long RowsSetAside { get; private set; }
    public long RowsAbsorbed { get; private set; }

    public void Add(ImportedChunk chunk)
    {
        _tally.Add(chunk);
        RowsRead += chunk.RowsRead;
        RowsSetAside += chunk.SetAside.Count;
        RowsAbsorbed += chunk.RowsAbsorbed;
        foreach (var row in chunk.SetAside)
        {
            _samples.Add("SetAside", () => new SampleRow(row.RowNumber, null, null, null, null, null));
            if (row.Reason is RowReasons.ImplausibleDate or RowReasons.OtherCurrency)
            {
                _samples.Add(row.Reason, () => new SampleRow(row.RowNumber, row.Detail, null, null, null, null));
            }
        }

        if (chunk.Rows is EventBlock events)
        {
            AddEvents(events);
            return;
        }

        foreach (var row in chunk.Rows)
        {
            Add(row);
        }
    }

    public ImportReport ToReport()
    {
        var summary = _tally.ToSummary();
        var (outliers, largest) = _amounts.Outliers();
        var (jumps, jumping) = _clock.Jumps();
        _samples.Add("Outliers", largest);
        _samples.Add("ClockJumps", jumping);
        var (quiet, longest, from) = Gaps();
        return new ImportReport(summary, new ImportQuality
        {
            Repeated = summary.Repeated,
            WithoutCustomer = summary.WithoutCustomer,
            NotProducts = summary.NotProductLines,
            Returns = summary.Returns,
            ZeroPrices = _zero,
            NegativePrices = _negative,
            UnknownProducts = catalogue is null ? null : _unknown.Count,
            QuietDays = quiet,
            LongestGapDays = longest,
            LongestGapFrom = from,
            Outliers = outliers,
            ClockJumps = jumps,
            Completeness = _fields.All,
            Samples = _samples.All.Concat(_fields.Missing).ToDictionary(),
        });
    }

    private void Add(ImportedRow row)
    {
        _fields.Add(row);
        switch (row)
        {
            case OrderLineRow line:
                AddOddities(line);
                Add(line.OrderedUtc, line.ProductKey, line.UnitPriceMinor);
                break;
            case EventRow happening:
                Add(happening.OccurredUtc, happening.ProductKey, happening.PriceMinor ?? 1);
                break;
        }
    }

    private void AddOddities(OrderLineRow line)
    {
        Func<SampleRow> sample = () => QualitySamples.Of(line);
        _clock.Add(line.OrderedUtc.Ticks, sample);
        if (line.IsProduct)
        {
            _amounts.Add(line.TotalMinor, sample);
        }

        Note("WithoutCustomer", line.CustomerKey is null, line);
        Note("Repeated", line.IsRepeat, line);
        Note("ZeroPrices", line.UnitPriceMinor == 0, line);
        Note("NegativePrices", line.UnitPriceMinor < 0, line);
        Note("UnknownStatus", line.UnknownStatus is not null, line);
        Note("UnknownProducts", line.IsProduct && catalogue is not null && !catalogue.Contains(line.ProductKey), line);
        Note("OtherCurrency", line.Currency != currency, line);
    }

    private void Note(string finding, bool isSo, OrderLineRow line)
    {
        if (isSo)
        {
            Keep(finding, line);
        }
    }

    // On its own: what captures a row is made anew at every call of the method that it stands in.
    private void Keep(string finding, OrderLineRow line) => _samples.Add(finding, () => QualitySamples.Of(line));

    private void Add(DateTime utc, string? product, long priceMinor)
    {
        _days.Add(DateOnly.FromDateTime(utc).DayNumber);
        _zero += priceMinor == 0 ? 1 : 0;
        _negative += priceMinor < 0 ? 1 : 0;
        if (product is not null && catalogue is not null && !catalogue.Contains(product))
        {
            _unknown.Add(product);
        }
    }

    private (int Quiet, int Longest, DateOnly? From) Gaps()
    {
        var days = _days.Order().ToList();
        var (quiet, longest, from) = (0, 0, (DateOnly?)null);
        for (var i = 1; i < days.Count; i++)
        {
            var gap = days[i] - days[i - 1] - 1;
            quiet += gap;
            if (gap > longest)
            {
                (longest, from) = (gap, DateOnly.FromDayNumber(days[i - 1] + 1));
            }
        }

        return (quiet, longest, from);
    }
}
