using System.CommandLine;

namespace MerchantStudio.Commands;

/// <summary>Options that verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string> Shop() => new("--shop") { Description = "Short name of the shop.", Required = true };

    public static Option<string?> Data() => new("--data") { Description = "Data folder; without it the one of the settings." };

    /// <summary>Output is always JSON; the option is accepted so that scripts can say so.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object (always on)." };
}
