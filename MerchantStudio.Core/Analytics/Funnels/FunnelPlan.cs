using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>A request checked and turned into what the pass over the rows needs.</summary>
internal sealed class FunnelPlan
{
    private const int Kinds = 256;
    private readonly EventMatcher[] _steps;
    private readonly EventMatcher[] _exclusions;

    public FunnelPlan(Snapshot snapshot, FunnelRequest request, ShopTime time)
    {
        FunnelRequests.Check(request);
        Request = request;
        _steps = [.. request.Steps.Select(step => new EventMatcher(snapshot, step.Event, step.Filter))];
        _exclusions = [.. request.Exclusions.Select(exclusion => new EventMatcher(snapshot, exclusion.Event, exclusion.Filter))];
        for (var i = 0; i < _steps.Length; i++)
        {
            AddTo(StepsOfKind, _steps[i], i);
        }
        for (var i = 0; i < _exclusions.Length; i++)
        {
            AddTo(ExclusionsOfKind, _exclusions[i], i);
        }
        HasFilters = _steps.Concat(_exclusions).Any(matcher => matcher.HasFilter);
        Rules = RulesOf(request);
        (From, To) = request.Range is { } range ? Milliseconds(range.InUtc(time.Zone)) : (long.MinValue, long.MaxValue);
    }

    public FunnelRequest Request { get; }
    public FunnelRules Rules { get; }

    /// <summary>Per kind of event: bits of the steps that it may be.</summary>
    public ushort[] StepsOfKind { get; } = new ushort[Kinds];

    /// <summary>Per kind of event: bits of the exclusions that it may be.</summary>
    public byte[] ExclusionsOfKind { get; } = new byte[Kinds];

    public bool HasFilters { get; }

    /// <summary>Unix milliseconds from which (included) and to which (excluded) the first step counts.</summary>
    public long From { get; }
    public long To { get; }

    public IFunnelWalker Walker() => (Request.Order, Request.Entry) switch
    {
        (FunnelOrder.Strict, var entry) => new StrictWalker(Rules, entry == FunnelEntry.First),
        (FunnelOrder.Any, var entry) => new AnyOrderWalker(Rules, entry == FunnelEntry.First),
        (_, FunnelEntry.AnyChain) => new AnyChainWalker(Rules),
        _ => new FirstEntryWalker(Rules),
    };

    /// <summary>The bits that remain after the filters have looked at the row.</summary>
    public ushort FilterSteps(in EventColumns columns, int row, ushort bits) => (ushort)Filter(_steps, columns, row, bits);

    public byte FilterExclusions(in EventColumns columns, int row, byte bits) => (byte)Filter(_exclusions, columns, row, bits);

    private static uint Filter(EventMatcher[] matchers, in EventColumns columns, int row, uint bits)
    {
        for (var i = 0; i < matchers.Length; i++)
        {
            if ((bits & (1u << i)) != 0 && matchers[i].HasFilter && !matchers[i].Matches(columns, row))
            {
                bits &= ~(1u << i);
            }
        }
        return bits;
    }

    private static void AddTo(ushort[] bits, EventMatcher matcher, int place)
    {
        if (matcher.Kind is { } kind)
        {
            bits[(int)kind] |= (ushort)(1 << place);
        }
    }

    private static void AddTo(byte[] bits, EventMatcher matcher, int place)
    {
        if (matcher.Kind is { } kind)
        {
            bits[(int)kind] |= (byte)(1 << place);
        }
    }

    private static FunnelRules RulesOf(FunnelRequest request) => new()
    {
        Steps = request.Steps.Count,
        Window = (long)request.Window.TotalMilliseconds,
        Within = [.. request.Steps.Select(step => step.Within is { } within ? (long)within.TotalMilliseconds : long.MaxValue)],
        Optional = request.Steps.Select((step, i) => step.Optional ? 1u << i : 0).Aggregate(0u, (bits, bit) => bits | bit),
        Exclusions = [.. request.Exclusions.Select(exclusion => (exclusion.AfterStep, exclusion.BeforeStep))],
    };

    private static (long From, long To) Milliseconds((DateTime Start, DateTime End) utc) =>
        (UnixTime.Milliseconds(utc.Start), UnixTime.Milliseconds(utc.End));
}
