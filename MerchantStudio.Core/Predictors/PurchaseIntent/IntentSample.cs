using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Boosting;

namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>A session after so many of its events.</summary>
public readonly record struct SessionMoment(int Session, int Events);

/// <summary>Moments of sessions: what was known at each of them, and whether the session went on to a purchase.</summary>
public sealed record IntentSample
{
    public required IReadOnlyList<SessionMoment> Moments { get; init; }

    public required FeatureTable Features { get; init; }

    /// <summary>True where something was bought later in the session; meaningless when the session is not over.</summary>
    public required bool[] Bought { get; init; }

    /// <summary>Rows of one session stay together.</summary>
    public int[] Groups => [.. Moments.Select(moment => moment.Session)];

    public static IntentSample Of(SessionLog log, IReadOnlyList<SessionMoment> moments, IReadOnlyList<IntentFeature> features, CancellationToken cancellationToken)
    {
        var values = features.Select(_ => new double[moments.Count]).ToArray();
        var state = new SessionState(log);
        for (var row = 0; row < moments.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.MoveTo(moments[row].Session, moments[row].Events);
            for (var i = 0; i < features.Count; i++)
            {
                var value = features[i].Value(state);
                values[i][row] = double.IsFinite(value) ? value : double.NaN;
            }
        }
        return new IntentSample
        {
            Moments = moments,
            Features = new FeatureTable([.. features.Select((feature, i) => new FeatureColumn(feature.Name, feature.Direction, values[i]))], moments.Count),
            Bought = [.. moments.Select(moment => EventsBeforePurchase(log, moment.Session) < log.RowsOf(moment.Session).Length)],
        };
    }

    /// <summary>Moments of each session at any of its events before the first purchase, as often as asked; by seed and session, so that the same log gives the same.</summary>
    public static IReadOnlyList<SessionMoment> Draw(SessionLog log, IEnumerable<int> sessions, int perSession, ulong seed)
    {
        var moments = new List<SessionMoment>();
        foreach (var session in sessions)
        {
            var events = EventsBeforePurchase(log, session);
            var chance = new SeededRandom(seed).Fork((ulong)session);
            moments.AddRange(Enumerable.Range(0, events == 0 ? 0 : perSession).Select(_ => new SessionMoment(session, 1 + chance.NextInt(events))).Distinct().OrderBy(moment => moment.Events));
        }
        return moments;
    }

    /// <summary>Events of a session before its first purchase; all of them when it has none.</summary>
    public static int EventsBeforePurchase(SessionLog log, int session)
    {
        var rows = log.RowsOf(session);
        var events = 0;
        while (events < rows.Length && log.Columns.Kind[rows[events]] != (byte)InteractionKind.Purchase)
        {
            events++;
        }
        return events;
    }
}
