using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace MerchantStudio.Tests.Support;

internal static class AssemblySetup
{
    // bunit was compiled against AngleSharp.Diffing 1.x; the 0.17.0 file has all that it calls.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before bunit is first touched.")]
    internal static void ResolveDiffing()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
    }
}
