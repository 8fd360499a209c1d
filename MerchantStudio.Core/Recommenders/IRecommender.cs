using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders;

/// <summary>
/// A way to learn what a customer takes next. It is given data and never fetches it. Stateless and safe to share: what was
/// learnt is in the <see cref="IRecommenderModel"/> that <see cref="Fit"/> or <see cref="Load"/> returns.
/// To add one: a folder with a class of this kind and one line in <see cref="RecommenderCatalog"/>.
/// </summary>
public interface IRecommender
{
    /// <summary>Name in the catalogue, on the command line and in saved records: a short PascalCase word that never changes.</summary>
    string Name { get; }

    /// <summary>What may be tuned, with defaults that are reasonable without any tuning.</summary>
    SettingsSpace Settings { get; }

    /// <summary>How much data the model needs before it is worth training.</summary>
    DataNeeds Needs { get; }

    /// <summary>
    /// Whether a fit goes in rounds, watched on validation, and takes long: then the fit that validation chose is used as it is,
    /// and later ones go on from it (<see cref="FitContext.WarmStart"/>).
    /// </summary>
    bool LearnsInRounds => false;

    /// <summary>What a fit to so much data takes; null where a rough count by size says enough.</summary>
    FitCost? CostOf(int customers, int items, int interactions) => null;

    /// <summary>
    /// Learns from <paramref name="data"/>. The same data, settings and seed give the same model on one device.
    /// A fit that is given <see cref="FitContext.Validate"/> may choose settings by it, such as the number of rounds; what it chose is in
    /// the model's <see cref="IRecommenderModel.Settings"/>, and a later fit without validation uses it as given.
    /// Works on any data down to one customer and one item; whether that is worth doing is what <see cref="Needs"/> says.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; checked at least about every second of work.</exception>
    /// <exception cref="CatalogueTooLargeException">The model cannot hold so many items in its memory limit.</exception>
    IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken);

    /// <summary>Opens what <see cref="IRecommenderModel.Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The folder does not hold a whole model of this kind and version.</exception>
    IRecommenderModel Load(string folder, FitContext context);
}

/// <summary>
/// A fitted recommender. Immutable: scoring is safe from several threads at once. Dispose it when it holds a device or a file.
/// </summary>
public interface IRecommenderModel : IDisposable
{
    /// <summary><see cref="IRecommender.Name"/> of what made it.</summary>
    string Name { get; }

    /// <summary>Size of the catalogue; items are 0..ItemCount-1 in the order of the data it was fitted to.</summary>
    int ItemCount { get; }

    /// <summary>The settings it was made with.</summary>
    RecommenderSettings Settings { get; }

    /// <summary>
    /// Scores the whole catalogue for one customer; higher is better, every score is finite. Items of the history are scored
    /// like any other: leaving them out is the caller's choice.
    /// </summary>
    /// <param name="history">What the customer took; may be empty.</param>
    /// <param name="scores">Receives <see cref="ItemCount"/> scores.</param>
    void Score(History history, Span<float> scores);

    /// <summary>Scores several customers: row r of <paramref name="scores"/> (histories.Count × ItemCount) belongs to history r.</summary>
    void ScoreBatch(IReadOnlyList<History> histories, Span<float> scores)
    {
        for (var row = 0; row < histories.Count; row++)
        {
            Score(histories[row], scores.Slice(row * ItemCount, ItemCount));
        }
    }

    /// <summary>
    /// Until what is returned is disposed, views of this model (<see cref="WithScoring"/>) that are asked about the same histories again and
    /// again may keep what they have in common; null where there is nothing worth keeping.
    /// </summary>
    /// <param name="bytes">Most memory for it.</param>
    IDisposable? RememberScores(long bytes) => null;

    /// <summary>Splits the score of one item into parts that add up to it (to float rounding).</summary>
    Explanation Explain(History history, int item);

    /// <summary>
    /// The same model with other settings of those that need no refit (<see cref="Setting.NeedsRefit"/> false); shares what
    /// was learnt, and is usable until the model that <see cref="IRecommender.Fit"/> or Load returned is disposed.
    /// </summary>
    IRecommenderModel WithScoring(RecommenderSettings settings);

    /// <summary>Writes the model into an existing, empty folder.</summary>
    void Save(string folder);
}
