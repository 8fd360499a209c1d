using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>Finds the stretches of days of some visitors. Not safe for several threads.</summary>
internal sealed class ProductDays(Snapshot snapshot, UnitScale days)
{
    private const int View = 1;
    private const int Cart = 2;
    private const int Buy = 4;
    private readonly ProductStretches[] _stretches = [new(false), new(true), new(false), new(true)];

    // Item, day and what was done, of one visitor.
    private long[] _done = new long[256];
    private int _count;

    /// <summary>Hands over what was found of a deed.</summary>
    public ProductStretches Take(ProductDeed deed)
    {
        var found = _stretches[(int)deed];
        _stretches[(int)deed] = new ProductStretches(found.HasEnds);
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(VisitorPart part, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var items = snapshot.RowItem;
        var cursor = days.Read();
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            _count = 0;
            for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
            {
                var bit = kinds[row] switch { InteractionKind.ViewItem => View, InteractionKind.AddToCart => Cart, InteractionKind.Purchase => Buy, _ => 0 };
                if (bit != 0 && items[row] >= 0)
                {
                    Add(((long)items[row] << 32) | ((long)cursor.UnitOf(times[row]) << 3) | (long)bit);
                }
            }
            Find();
        }
    }

    private void Add(long done)
    {
        if (_count == _done.Length)
        {
            Array.Resize(ref _done, 2 * _count);
        }
        _done[_count++] = done;
    }

    private void Find()
    {
        var done = _done.AsSpan(0, _count);
        done.Sort();
        for (int from = 0, end; from < done.Length; from = end)
        {
            end = from + 1;
            while (end < done.Length && done[end] >> 32 == done[from] >> 32)
            {
                end++;
            }
            var ofItem = done[from..end];
            AddDays(ProductDeed.Viewed, View, ofItem);
            AddDays(ProductDeed.Carted, Cart, ofItem);
            AddPairs(ProductDeed.ViewedAndCarted, View, Cart, ofItem);
            AddPairs(ProductDeed.CartedAndBought, Cart, Buy, ofItem);
        }
    }

    private void AddDays(ProductDeed deed, int bit, ReadOnlySpan<long> ofItem)
    {
        var before = -1;
        foreach (var done in ofItem)
        {
            if ((done & bit) != 0 && DayOf(done) != before)
            {
                Add(deed, ofItem, DayOf(done), DayOf(done), ref before);
            }
        }
    }

    // Days rise, so the shortest stretch that ends with one deed begins with the last time of the other.
    private void AddPairs(ProductDeed deed, int first, int second, ReadOnlySpan<long> ofItem)
    {
        var (lastFirst, lastSecond, before, open) = (-1, -1, -1, (Day: -1, End: -1));
        foreach (var done in ofItem)
        {
            var day = DayOf(done);
            lastFirst = (done & first) != 0 ? day : lastFirst;
            lastSecond = (done & second) != 0 ? day : lastSecond;
            var begin = Math.Min(lastFirst, lastSecond);
            // Later stretches end later, so the first that begins somewhere is the shortest; one that begins later and ends with it is shorter still.
            if (begin > open.Day && day > open.End && open.Day >= 0)
            {
                Add(deed, ofItem, open.Day, open.End, ref before);
            }
            open = begin > open.Day ? (begin, day) : open;
        }
        if (open.Day >= 0)
        {
            Add(deed, ofItem, open.Day, open.End, ref before);
        }
    }

    private void Add(ProductDeed deed, ReadOnlySpan<long> ofItem, int day, int end, ref int before)
    {
        _stretches[(int)deed].Add((int)(ofItem[0] >> 32), day, end, before);
        before = day;
    }

    private static int DayOf(long done) => (int)(done & 0xFFFFFFFF) >> 3;
}

/// <summary>Stretches of days in which visitors did something with a product.</summary>
/// <param name="hasEnds">Whether they may end on a later day than that on which they begin.</param>
internal sealed class ProductStretches(bool hasEnds)
{
    private readonly List<(int Item, int Day, int Before)> _stretches = [];
    private readonly List<int> _ends = [];

    public bool HasEnds => hasEnds;

    /// <param name="item">The product.</param>
    /// <param name="day">Day on which it begins, counted from the first one with data.</param>
    /// <param name="end">Day on which it ends.</param>
    /// <param name="before">Day on which the visitor's stretch before it begins; -1 for none.</param>
    public void Add(int item, int day, int end, int before)
    {
        _stretches.Add((item, day, before));
        if (hasEnds)
        {
            _ends.Add(end);
        }
    }

    public void CountIn(DayOrder order)
    {
        foreach (var stretch in _stretches)
        {
            order.Count(stretch.Day);
        }
    }

    public void PlaceIn(DayOrder order)
    {
        for (var i = 0; i < _stretches.Count; i++)
        {
            var (item, day, before) = _stretches[i];
            order.Place(day, before, ((long)item << 32) | (uint)(hasEnds ? _ends[i] : day));
        }
    }
}
