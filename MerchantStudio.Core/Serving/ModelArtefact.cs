using System.Text.Json;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// A model on disk: the fitted model, the popularity of the same data for where it has nothing to go by, and the keys of the
/// catalogue in item order. Written beside its place and renamed, so that a folder is whole or absent.
/// </summary>
public static class ModelArtefact
{
    private const string ModelPart = "model";
    private const string PopularityPart = "popularity";
    private const string ItemsFile = "items.json";

    /// <param name="partialFolder">Where to write; must not exist.</param>
    /// <param name="model">The fitted model.</param>
    /// <param name="popularity">Popularity, fitted to the same data.</param>
    /// <param name="items">Keys of the catalogue in item order.</param>
    public static void Write(string partialFolder, IRecommenderModel model, IRecommenderModel popularity, IdMap items)
    {
        model.Save(Directory.CreateDirectory(Path.Combine(partialFolder, ModelPart)).FullName);
        popularity.Save(Directory.CreateDirectory(Path.Combine(partialFolder, PopularityPart)).FullName);
        using var file = File.Create(Path.Combine(partialFolder, ItemsFile));
        JsonSerializer.Serialize(file, items.Ids);
    }

    /// <exception cref="InvalidDataException">The folder does not hold a whole model.</exception>
    internal static (IRecommenderModel Model, IRecommenderModel Popularity, IdMap Items) Open(string folder, string modelName, FitContext context)
    {
        var items = new IdMap(ReadItems(Path.Combine(folder, ItemsFile)));
        var model = RecommenderCatalog.Get(modelName).Load(Path.Combine(folder, ModelPart), context);
        var popularity = RecommenderCatalog.Get(PopularityName).Load(Path.Combine(folder, PopularityPart), context);
        return model.ItemCount == items.Count && popularity.ItemCount == items.Count
            ? (model, popularity, items)
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
}
