using System.Runtime.CompilerServices;
using System.Text;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Picks the customers that a request asks for.</summary>
internal sealed class CustomerFilter
{
    private readonly Snapshot _snapshot;
    private readonly CustomerSummaries _summaries;
    private readonly CustomerListRequest _request;
    private readonly CustomerSet? _rule;
    private readonly string? _search;
    private readonly int _country;
    private readonly long _latestLast;
    private readonly long _earliestLast;

    public CustomerFilter(Snapshot snapshot, CustomerFacts facts, CustomerListRequest request)
    {
        (_snapshot, _summaries, _request) = (snapshot, facts.Summaries, request);
        _rule = request.Rule is { } rule ? new SegmentFilter(snapshot, facts).Apply(rule) : null;
        _search = request.Search?.Trim() is { Length: > 0 } search ? search : null;
        _country = request.Country is null ? -1 : CodeOf(snapshot.Customers.Country, request.Country);
        var end = UnixTime.Milliseconds(facts.AsOfUtc);
        _latestLast = request.SilentForDays is { } silent ? end - (silent * ShopClock.MillisecondsPerDay) : long.MaxValue;
        _earliestLast = request.ActiveWithinDays is { } active ? end - (active * ShopClock.MillisecondsPerDay) : long.MinValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public List<int> Apply()
    {
        var found = new List<int>();
        var flags = _snapshot.Customers.Flags;
        var countries = _snapshot.Customers.Country.Codes;
        for (var customer = 0; customer < flags.Length; customer++)
        {
            if ((flags[customer] & CustomerFlags.Anonymous) == 0
                && (_rule is null || _rule[customer])
                && (_request.Country is null || (_country >= 0 && countries[customer] == _country))
                && MatchesOrders(customer) && MatchesSearch(customer))
            {
                found.Add(customer);
            }
        }
        return found;
    }

    private bool MatchesOrders(int customer) =>
        (_request.MinOrders is not { } least || _summaries.SalesOrders[customer] >= least)
        && (_request.MaxOrders is not { } most || _summaries.SalesOrders[customer] <= most)
        && _summaries.Last[customer] <= _latestLast && _summaries.Last[customer] >= _earliestLast;

    private bool MatchesSearch(int customer)
    {
        if (_search is null)
        {
            return true;
        }
        var key = _snapshot.Customers.Keys.Utf8(customer);
        Span<char> text = stackalloc char[256];
        var written = key.Length <= text.Length ? Encoding.UTF8.GetChars(key, text) : -1;
        return written >= 0
            ? ((ReadOnlySpan<char>)text[..written]).Contains(_search, StringComparison.OrdinalIgnoreCase)
            : _snapshot.Customers.Keys[customer].Contains(_search, StringComparison.OrdinalIgnoreCase);
    }

    private static int CodeOf(DictionaryColumn column, string name)
    {
        for (var i = 0; i < column.Names.Count; i++)
        {
            if (column.Names[i] == name)
            {
                return i;
            }
        }
        return -1;
    }
}
