using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Events are looked at column by column; only a row that is an example of a finding becomes an object.</summary>
internal sealed partial class QualityTally
{
    private void AddEvents(EventBlock events)
    {
        _fields.Add(events);
        AddTimes(events);
        AddPrices(events);
        AddUnknown(events);
    }

    private void AddTimes(EventBlock events)
    {
        var last = int.MinValue;
        var times = events.Ticks.AsSpan(0, events.Count);
        for (var row = 0; row < times.Length; row++)
        {
            if (_clock.Add(times[row]) is not ClockJump.None and var jump)
            {
                _clock.Keep(jump, Sample(events, row));
            }

            var day = (int)(times[row] / TimeSpan.TicksPerDay);
            if (day != last)
            {
                last = day;
                _days.Add(day);
            }
        }
    }

    private void AddPrices(EventBlock events)
    {
        var prices = events.Prices.AsSpan(0, events.Count);
        _zero += prices.Count(0);
        Note("ZeroPrices", prices.IndexOf(0), events);
        for (var row = 0; row < prices.Length; row++)
        {
            var price = prices[row];
            if (price == EventBlock.NoPrice)
            {
                continue;
            }

            if (_amounts.Count(price))
            {
                _amounts.Keep(price, Sample(events, row));
            }

            if (price < 0)
            {
                _negative++;
                Note("NegativePrices", row, events);
            }
        }
    }

    private void AddUnknown(EventBlock events)
    {
        var products = events.Texts(EventText.Product);
        for (var code = 0; catalogue is not null && code < products.Count; code++)
        {
            if (_products.Add(products.HashOf(code)) && products.TextOf(code) is var product && !catalogue.Contains(product))
            {
                _unknown.Add(product);
                Note("UnknownProducts", events.Codes(EventText.Product).IndexOf(code), events);
            }
        }
    }

    /// <param name="finding">The finding.</param>
    /// <param name="row">A row that is an example; negative when the block has none.</param>
    /// <param name="events">The block.</param>
    private void Note(string finding, int row, EventBlock events)
    {
        if (row >= 0)
        {
            _samples.Add(finding, () => Sample(events, row));
        }
    }

    private SampleRow Sample(EventBlock events, int row)
    {
        var happening = (EventRow)events[row];
        return new SampleRow(
            happening.RowNumber, happening.OrderKey, happening.ProductKey, happening.PriceMinor, happening.PriceMinor is null ? null : currency, happening.OccurredUtc);
    }
}
