using System.Reflection;
using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Conventions;

public sealed class AsyncTests
{
    private static readonly Assembly[] s_ours = [typeof(Shop).Assembly, typeof(MerchantStudio.Components.App).Assembly];

    [Fact]
    public void Method_ThatIsAsync_NeverReturnsVoid() =>
        Methods().Where(method => method.ReturnType == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
            .Select(NameOf).ShouldBeEmpty("What an async void throws ends the process.");

    [Fact]
    public void Method_OfCoreThatIsAsync_TakesItsCancellationTokenLastAndWithoutADefault()
    {
        var careless =
            from method in Methods(typeof(Shop).Assembly)
            where method.IsPublic && IsAsync(method) && method.DeclaringType!.IsVisible
            let tokens = method.GetParameters().Where(parameter => parameter.ParameterType == typeof(CancellationToken)).ToArray()
            where tokens.Length > 0 && (tokens[^1].HasDefaultValue || tokens[^1].Position != method.GetParameters().Length - 1)
            where method.GetBaseDefinition().DeclaringType!.Assembly == method.DeclaringType!.Assembly
            select NameOf(method);

        careless.ShouldBeEmpty();
    }

    private static bool IsAsync(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> Methods(params Assembly[] assemblies) =>
        (assemblies.Length == 0 ? s_ours : assemblies).SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
