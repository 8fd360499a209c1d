using System.Text.Json;
using System.Text.Json.Serialization;

namespace MerchantStudio.Core.Domain;

/// <summary>How the details of scores are written: an interval that has no end is kept as such, and is no reason to lose the scores.</summary>
public static class ScoreJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
