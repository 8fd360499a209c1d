using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>What visitors did with a product, as they are counted.</summary>
internal enum ProductDeed
{
    Viewed,
    ViewedAndCarted,
    Carted,
    CartedAndBought,
}

/// <summary>
/// On which days visitors looked at, carted and bought each product, so that a period that nobody asked for yet costs no pass
/// over the events. A visitor counts once for a product in a period in which they did what is counted. Of all stretches of
/// days that hold it, only those matter that hold no shorter one: the period has one exactly if it has the first of them
/// that begins in it, so a stretch counts that begins and ends in the period while the one before it begins earlier.
/// </summary>
internal sealed class ProductTable
{
    private const int Deeds = 4;
    private readonly int _firstDay;
    private readonly int _items;

    private readonly Stretches[] _deeds;

    private ProductTable(IReadOnlyList<ProductDays> parts, int items, UnitScale days)
    {
        (_firstDay, _items) = (days.Days[0].DayNumber, items);
        _deeds = [.. Enumerable.Range(0, Deeds).Select(deed => new Stretches([.. parts.Select(part => part.Take((ProductDeed)deed))], days.Count))];
    }

    public static ProductTable Of(Snapshot snapshot, ShopTime time, CancellationToken cancellationToken)
    {
        var days = new UnitScale(time, CalendarUnit.Day);
        var parts = VisitorParts.Run(snapshot, part =>
        {
            var pass = new ProductDays(snapshot, days);
            pass.Run(part, cancellationToken);
            return pass;
        }, cancellationToken);
        return new ProductTable(parts, snapshot.Items.Count, days);
    }

    /// <summary>Per product: visitors who did it in a period.</summary>
    public int[] Count(ProductDeed deed, DayRange range)
    {
        var counts = new int[_items];
        _deeds[(int)deed].AddTo(counts, range.From.DayNumber - _firstDay, range.To.DayNumber - _firstDay);
        return counts;
    }

    private sealed class Stretches
    {
        private readonly DayOrder _order;
        private readonly int[] _items;

        // Null where each ends on the day on which it begins.
        private readonly int[]? _ends;

        public Stretches(IReadOnlyList<ProductStretches> parts, int days)
        {
            _order = new DayOrder(days);
            foreach (var part in parts)
            {
                part.CountIn(_order);
            }
            _order.Begin();
            foreach (var part in parts)
            {
                part.PlaceIn(_order);
            }
            _order.Sort();
            _items = Array.ConvertAll(_order.Payload, payload => (int)(payload >> 32));
            _ends = parts.Any(part => part.HasEnds) ? Array.ConvertAll(_order.Payload, payload => (int)payload) : null;
            _order.Forget();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddTo(int[] counts, int from, int to)
        {
            var (first, last) = (Math.Max(0, from), Math.Min(to, _order.Cells.Length - 2));
            for (var day = first; day <= last; day++)
            {
                var (cell, behind) = (_order.Cells[day], _order.EndOfThoseBefore(day, first));
                if (cell == behind)
                {
                    continue;
                }
                var (begin, end) = (_order.StartOf(cell), _order.Ends[behind - 1]);
                for (var i = begin; i < end; i++)
                {
                    counts[_items[i]] += _ends is null || _ends[i] <= to ? 1 : 0;
                }
            }
        }
    }
}
