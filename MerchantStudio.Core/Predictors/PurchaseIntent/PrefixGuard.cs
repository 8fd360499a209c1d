namespace MerchantStudio.Core.Predictors.PurchaseIntent;

/// <summary>
/// Catches features that look past the moment that is scored, or at other customers: computes them once on the whole log and
/// once on a log that holds only the session's customer and ends at that very event. Without what came after, an honest feature
/// is the same, bit by bit.
/// </summary>
public static class PrefixGuard
{
    /// <summary>Names of the features that changed when the future was taken away.</summary>
    public static IReadOnlyList<string> FindLeaks(
        SessionLog log, IEnumerable<SessionMoment> moments, IReadOnlyList<IntentFeature> features, CancellationToken cancellationToken)
    {
        var leaks = new HashSet<string>();
        var seen = new SessionState(log);
        foreach (var moment in moments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seen.MoveTo(moment.Session, moment.Events);
            var blindLog = log.UpTo(moment.Session, moment.Events);
            var blind = new SessionState(blindLog);
            blind.MoveTo(blindLog.Session[^1], moment.Events);
            leaks.UnionWith(features.Where(feature => !feature.Value(seen).Equals(feature.Value(blind))).Select(feature => feature.Name));
        }
        return [.. features.Select(feature => feature.Name).Where(leaks.Contains)];
    }

    /// <exception cref="InvalidOperationException">A feature looks past the moment; the message names it.</exception>
    public static void Check(SessionLog log, IEnumerable<SessionMoment> moments, IReadOnlyList<IntentFeature> features, CancellationToken cancellationToken)
    {
        if (FindLeaks(log, moments, features, cancellationToken) is { Count: > 0 } leaks)
        {
            throw new InvalidOperationException($"These features use what happened after the moment that is scored: {string.Join(", ", leaks)}.");
        }
    }
}
