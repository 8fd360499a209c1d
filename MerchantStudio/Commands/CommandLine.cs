namespace MerchantStudio.Commands;

/// <summary>The same jobs without a browser: <c>MerchantStudio VERB … --json</c>.</summary>
internal static class CommandLine
{
    /// <summary>A first argument that is not an option is a verb; without one the web application starts.</summary>
    public static bool IsVerb(string[] args) => args is [{ Length: > 0 } first, ..] && first[0] is not ('-' or '/');

    /// <summary>Runs one verb; the exit code is 0 only on success.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        Console.Error.WriteLine($"'{args[0]}' is not a command.");
        return Task.FromResult(2);
    }
}
