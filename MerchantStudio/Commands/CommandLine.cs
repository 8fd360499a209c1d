using System.CommandLine;

namespace MerchantStudio.Commands;

/// <summary>The same jobs without a browser: <c>MerchantStudio VERB … --json</c>.</summary>
internal static class CommandLine
{
    /// <summary>A first argument that is not an option is a verb, and asking for help is one; without a verb the web application starts.</summary>
    public static bool IsVerb(string[] args) => args is [{ Length: > 0 } first, ..]
        && (first[0] is not ('-' or '/') || first is "--help" or "-h" or "-?" or "--version");

    /// <summary>Runs one verb; the exit code is 0 only on success.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("MerchantStudio without a browser.");
        foreach (var verb in CommandCatalog.All)
        {
            root.Subcommands.Add(verb());
        }
        var parsed = root.Parse(args);
        // Standard output is for results alone: what helps after a mistake goes where the mistake is told.
        return parsed.InvokeAsync(new InvocationConfiguration { Output = parsed.Errors.Count > 0 ? Console.Error : Console.Out });
    }
}
