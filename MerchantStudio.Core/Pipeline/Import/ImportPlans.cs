using System.Text.Json;
using System.Text.Json.Serialization;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Plans and mappings as they are kept with batches and shops.</summary>
internal static class ImportPlans
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static string ToJson(ImportPlan plan) => JsonSerializer.Serialize(plan, s_json);

    public static string ToJson(ColumnMapping mapping) => JsonSerializer.Serialize(mapping, s_json);

    public static ImportPlan PlanOf(string json) =>
        JsonSerializer.Deserialize<ImportPlan>(json, s_json) ?? throw new InvalidDataException("A batch has no plan.");

    /// <summary>Null when the mapping was saved by a version that this one does not understand.</summary>
    public static ColumnMapping? MappingOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ColumnMapping>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
