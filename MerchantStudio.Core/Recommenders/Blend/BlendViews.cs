namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// How a blend looks at its parts. Most are taken as they were tuned; one that says so (<see cref="Setting.Views"/>) is taken with
/// several values side by side: what sold last week, last month and ever are three things to know, and one half-life is a poor stand-in.
/// </summary>
internal static class BlendViews
{
    /// <param name="model">A fitted part.</param>
    /// <param name="recommenders">Among which is what made it; of others nothing is known, and they are taken as they are.</param>
    public static IReadOnlyList<BlendView> Of(IRecommenderModel model, IEnumerable<IRecommender> recommenders)
    {
        var setting = recommenders.FirstOrDefault(one => one.Name == model.Name)?.Settings.Settings.FirstOrDefault(one => one.Views.Count > 0);
        return setting is null
            ? [new BlendView(model.Name, model)]
            : [.. setting.Views.Select(value => new BlendView($"{model.Name}.{setting.Name}{value}", model.WithScoring(model.Settings.With(setting.Name, value))))];
    }

    public static IReadOnlyList<BlendView> Of(IEnumerable<IRecommenderModel> models, IReadOnlyList<IRecommender> recommenders) =>
        [.. models.SelectMany(model => Of(model, recommenders))];
}

/// <param name="Name">For the record of a run.</param>
/// <param name="Model">Scores; belongs to the part.</param>
internal sealed record BlendView(string Name, IRecommenderModel Model);
