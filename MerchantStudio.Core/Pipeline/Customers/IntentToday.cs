using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.PurchaseIntent;

namespace MerchantStudio.Core.Pipeline.Customers;

/// <summary>Scores the sessions of the shop's last day as they stood after their last event before a purchase.</summary>
internal static class IntentToday
{
    private const int Tenths = 10;
    private const int Listed = 300;
    private const int ListedReasons = 4;

    public static (IReadOnlyList<int> Distribution, IReadOnlyList<IntentSession> Sessions) Score(
        ShopSessions shop, IntentModel model, IntentOptions options, IReadOnlyList<IntentFeature> features, CancellationToken cancellationToken)
    {
        var log = shop.Log;
        SessionMoment[] moments = [.. shop.Today.Select(session => new SessionMoment(session, IntentSample.EventsBeforePurchase(log, session))).Where(moment => moment.Events > 0)];
        if (moments.Length == 0)
        {
            return (new int[Tenths], []);
        }
        var sample = IntentSample.Of(log, moments, features, cancellationToken);
        var table = model.Select(sample.Features);
        var logOdds = model.Boosting.Predict(table);
        var chances = model.Calibration.ApplyAll(logOdds);
        var listed = Enumerable.Range(0, moments.Length).OrderBy(row => sample.Bought[row]).ThenByDescending(row => chances[row]).ThenBy(row => row).Take(Listed);
        var distribution = new int[Tenths];
        foreach (var chance in chances)
        {
            distribution[Math.Clamp((int)(chance * Tenths), 0, Tenths - 1)]++;
        }
        return (distribution, [.. listed.Select(row => Describe(shop, moments[row], sample.Bought[row], options, model.Boosting, table, row, logOdds[row], chances[row]))]);
    }

    private static IntentSession Describe(
        ShopSessions shop, SessionMoment moment, bool bought, IntentOptions options, BoostingModel model, FeatureTable table, int row, double logOdds, double chance)
    {
        var log = shop.Log;
        var state = new SessionState(log);
        state.MoveTo(moment.Session, moment.Events);
        var (reasons, others) = IntentMapping.Reasons(model, table, row, ListedReasons);
        return new IntentSession(
            shop.Keys[log.CustomerOf(moment.Session)], Utc(log.StartOf(moment.Session)), Utc(state.NowMilliseconds), moment.Events,
            bought ? SessionStage.Bought : StageOf(state), (long)state.CartMinor,
            bought || log.EndOf(moment.Session) + options.SessionGapMilliseconds < shop.EndMilliseconds, chance, logOdds, reasons, others);
    }

    private static SessionStage StageOf(SessionState state) =>
        state.Count(InteractionKind.BeginCheckout) + state.Count(InteractionKind.AddShippingInfo) + state.Count(InteractionKind.AddPaymentInfo) > 0 ? SessionStage.Checkout
        : state.Count(InteractionKind.AddToCart) > 0 ? SessionStage.Cart
        : state.Count(InteractionKind.ViewItem) > 0 ? SessionStage.Viewed
        : SessionStage.Browsing;

    private static DateTime Utc(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
}
