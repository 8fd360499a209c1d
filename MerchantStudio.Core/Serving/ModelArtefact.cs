using System.Text.Json;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// A model on disk: the fitted model (and the one for new items where that differs), the popularity of the same data for
/// where it has nothing to go by, and the keys of the catalogue in item order. Written beside its place and renamed, so that a folder is whole or absent.
/// </summary>
public static class ModelArtefact
{
    private const string ModelPart = "model";
    private const string NewItemsPart = "model-new";
    private const string PopularityPart = "popularity";
    private const string ItemsFile = "items.json";

    /// <param name="folder">Where to write; must not exist.</param>
    /// <param name="models">What to write; all of one catalogue.</param>
    /// <param name="items">Keys of the catalogue in item order.</param>
    public static void Write(string folder, ArtefactModels models, IdMap items)
    {
        Save(models.Model, folder, ModelPart);
        Save(models.Popularity, folder, PopularityPart);
        if (!ReferenceEquals(models.ForNewItems, models.Model))
        {
            Save(models.ForNewItems, folder, NewItemsPart);
        }
        using var file = File.Create(Path.Combine(folder, ItemsFile));
        JsonSerializer.Serialize(file, items.Ids);
    }

    /// <exception cref="InvalidDataException">The folder does not hold a whole model.</exception>
    internal static (ArtefactModels Models, IdMap Items) Open(string folder, string modelName, FitContext context)
    {
        var items = new IdMap(ReadItems(Path.Combine(folder, ItemsFile)));
        var recommender = RecommenderCatalog.Get(modelName);
        var model = recommender.Load(Path.Combine(folder, ModelPart), context);
        var newItems = Path.Combine(folder, NewItemsPart);
        var models = new ArtefactModels(
            model,
            Directory.Exists(newItems) ? recommender.Load(newItems, context) : model,
            RecommenderCatalog.Get(PopularityName).Load(Path.Combine(folder, PopularityPart), context));
        return model.ItemCount == items.Count && models.Popularity.ItemCount == items.Count
            ? (models, items)
            : throw new InvalidDataException($"{folder} holds a model of {model.ItemCount} items with {items.Count} keys.");
    }

    /// <summary>Catalogue name of the recommender that answers where another has nothing to go by.</summary>
    public static string PopularityName => RecommenderCatalog.Baselines[0];

    private static string[] ReadItems(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing.");
        }
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<string[]>(file) ?? throw new InvalidDataException($"{path} holds no keys.");
    }

    private static void Save(IRecommenderModel model, string folder, string part) =>
        model.Save(Directory.CreateDirectory(Path.Combine(folder, part)).FullName);
}

/// <summary>The fitted models that answer together.</summary>
/// <param name="Model">For lists of all items.</param>
/// <param name="ForNewItems">For lists of items that are new to the customer; may be the same.</param>
/// <param name="Popularity">For customers of whom nothing is known.</param>
public sealed record ArtefactModels(IRecommenderModel Model, IRecommenderModel ForNewItems, IRecommenderModel Popularity) : IDisposable
{
    public void Dispose()
    {
        Model.Dispose();
        ForNewItems.Dispose();
        Popularity.Dispose();
    }
}
