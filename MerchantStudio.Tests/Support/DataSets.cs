namespace MerchantStudio.Tests.Support;

/// <summary>
/// Real data sets that the project does not ship. They are looked for in the folder named by the environment variable
/// <c>MERCHANTSTUDIO_DATASETS</c>; a test that needs one is skipped, with the reason, where it is not there.
/// </summary>
public static class DataSets
{
    public const string Variable = "MERCHANTSTUDIO_DATASETS";

    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder)
        ? Path.GetFullPath(folder)
        : null;

    /// <summary>Full path of a data file; skips the running test when it cannot be had.</summary>
    public static string Require(string fileName)
    {
        var folder = Folder;
        Assert.SkipWhen(folder is null, $"{Variable} does not name a folder with the real data sets.");
        var path = Path.Combine(folder!, fileName);
        Assert.SkipUnless(File.Exists(path), $"{fileName} is not in the folder that {Variable} names.");
        return path;
    }
}
