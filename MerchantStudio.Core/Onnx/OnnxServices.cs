using MerchantStudio.Core.Onnx.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Onnx;

public static class OnnxServices
{
    /// <summary>
    /// The training engine, which the catalogue of models uses from now on. Nothing native is touched before a model needs it, so
    /// the app starts without the library.
    /// </summary>
    public static IServiceCollection AddOnnx(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnnxOptions>, OnnxOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EngineLog>());
        services.TryAddSingleton(new OnnxEngine(configuration.GetSection(OnnxOptions.Section).Get<OnnxOptions>() ?? new OnnxOptions()).UseAsDefault());
        return services.AddOptions<OnnxOptions>().BindConfiguration(OnnxOptions.Section).ValidateOnStart().Services;
    }

    /// <summary>The engine is made before there is a log; once there is one, it writes there what it chose and passed over.</summary>
    private sealed class EngineLog(OnnxEngine engine, ILogger<OnnxEngine> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            engine.LogTo(logger);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
