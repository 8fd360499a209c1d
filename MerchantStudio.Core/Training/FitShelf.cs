using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>
/// The fits of a run that are needed again, so that nothing is fitted twice: what validation chose, what later fits go on from, and
/// the parts of a blend. Owns them until the run is over.
/// </summary>
internal sealed class FitShelf : IDisposable
{
    // Fits that are quick to repeat are not kept once the process holds this share of the memory there is.
    private const double FullFrom = 0.5;

    private readonly List<Kept> _fits = [];

    public IRecommenderModel? Find(IRecommender recommender, InteractionData data, RecommenderSettings settings) => _fits.Find(kept =>
        kept.Model.Name == recommender.Name && ReferenceEquals(kept.Data, data) && kept.Fit.Equals(recommender.Settings.FitPart(settings)))?.Model;

    /// <summary>The fit of the same settings to the most data: the best one to go on from.</summary>
    public WarmStart? Nearest(IRecommender recommender, RecommenderSettings settings) => _fits
        .Where(kept => kept.Model.Name == recommender.Name && kept.Fit.Equals(recommender.Settings.FitPart(settings)))
        .MaxBy(kept => kept.Data.Count) is { } found ? new WarmStart(found.Model, found.Data) : null;

    public void Keep(IRecommender recommender, InteractionData data, IRecommenderModel model) =>
        _fits.Add(new Kept(model, data, recommender.Settings.FitPart(model.Settings)));

    /// <summary>Whether there is room for fits that could be repeated instead.</summary>
    public static bool HasRoom() => Environment.WorkingSet < FullFrom * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public void Dispose()
    {
        _fits.ForEach(kept => kept.Model.Dispose());
        _fits.Clear();
    }

    private sealed record Kept(IRecommenderModel Model, InteractionData Data, RecommenderSettings Fit);
}

/// <summary>A fitted model for a while: one of the shelf, or one that is disposed when it has been used.</summary>
internal readonly record struct Lease(IRecommenderModel Model, bool Owned) : IDisposable
{
    public void Dispose()
    {
        if (Owned)
        {
            Model.Dispose();
        }
    }
}
