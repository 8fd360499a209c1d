using System.Reflection;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>The version of the program that a run records.</summary>
internal static class CodeVersion
{
    public static string Current { get; } = typeof(CodeVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
