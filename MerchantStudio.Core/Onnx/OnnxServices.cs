using MerchantStudio.Core.Onnx.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Onnx;

public static class OnnxServices
{
    /// <summary>The training engine. Nothing native is touched before it is first used, so the app starts without the library.</summary>
    public static IServiceCollection AddOnnx(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnnxOptions>, OnnxOptionsValidator>());
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<OnnxEngine>(
            provider, provider.GetRequiredService<IOptions<OnnxOptions>>(), provider.GetRequiredService<ILogger<OnnxEngine>>()).UseAsDefault());
        return services.AddOptions<OnnxOptions>().BindConfiguration(OnnxOptions.Section).ValidateOnStart().Services;
    }
}
