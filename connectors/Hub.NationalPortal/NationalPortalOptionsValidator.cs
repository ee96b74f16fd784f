using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Kpi;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal;

/// <summary>Refuses wrong settings at start. Each failure names the setting, its problem and the mend; secrets are never shown.</summary>
public sealed class NationalPortalOptionsValidator : IValidateOptions<NationalPortalOptions>
{
    public ValidateOptionsResult Validate(string? name, NationalPortalOptions options)
    {
        var wrong = new List<string>();
        Address(wrong, options);
        Credentials(wrong, options);
        Limits(wrong, options);
        Tables(wrong, options);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong.Select(text => $"NationalPortal:{text}"));
    }

    private static void Address(List<string> wrong, NationalPortalOptions options)
    {
        Check(wrong, options.BaseAddress is { IsAbsoluteUri: true, Scheme: "http" or "https" } && options.BaseAddress.AbsoluteUri.EndsWith('/'),
            "BaseAddress must be an absolute http(s) address that ends with '/', e.g. http://adapter/VXPAdapter/RestService/forward/.");
        Check(wrong, !options.LoginPath.StartsWith('/') && !options.GatewayPath.StartsWith('/'),
            "LoginPath and GatewayPath are relative to BaseAddress: leave out the leading '/'.");
        Check(wrong, options.GatewayPath.Length > 0, "GatewayPath must not be empty.");
        Check(wrong, options.LoginPath.Length > 0 || options.EnvelopeShape == PortalEnvelopeShape.RestList, "LoginPath may be empty only with EnvelopeShape RestList.");
    }

    private static void Credentials(List<string> wrong, NationalPortalOptions options)
    {
        Check(wrong, options.UnitCode.Trim().Length > 0, "UnitCode (madonvi) must be given, e.g. 000.00.00.H40.");
        Check(wrong, options.LoginPath.Length == 0 || (options.Username.Length > 0 && options.Password.Length > 0),
            "Username and Password must be given (environment HUB__NationalPortal__Password).");
        Check(wrong, options.Lgsp is null || (options.Lgsp.TokenUrl is { IsAbsoluteUri: true } && options.Lgsp.Key.Length > 0 && options.Lgsp.Secret.Length > 0),
            "Lgsp needs TokenUrl (absolute), Key and Secret; leave the whole section out where there is no gateway.");
    }

    private static void Limits(List<string> wrong, NationalPortalOptions options)
    {
        var times = options.Timeouts;
        Check(wrong, times.Connect > TimeSpan.Zero && times.Login > TimeSpan.Zero && times.Read > TimeSpan.Zero && times.Write > TimeSpan.Zero,
            "Timeouts must be longer than zero.");
        Check(wrong, times.ReadRetryDelay >= TimeSpan.Zero && times.AfterRefusedLogin > TimeSpan.Zero, "Timeouts:ReadRetryDelay and AfterRefusedLogin must not be negative.");
        Check(wrong, options.MaxAnswerBytes is >= 1024 and <= 1024L * 1024 * 1024, "MaxAnswerBytes must be 1 KiB to 1 GiB.");
        Check(wrong, options.ProgressChunk is >= 1 and <= 1000, "ProgressChunk must be 1 to 1000.");
        Check(wrong, options.UnknownDossierPatience >= TimeSpan.Zero, "UnknownDossierPatience must not be negative.");
        Check(wrong, options.Verify is { Days: >= 1, RatePerSecond: > 0, Batch: >= 0 } && options.Verify.Every > TimeSpan.Zero,
            "Verify needs Days of 1 or more, a RatePerSecond and Every above zero, and a Batch of 0 or more.");
        Check(wrong, options.Procedures is { Concurrency: >= 1 and <= 64, MaxShrinkShare: >= 0 and <= 1, SubmitBatch: >= 1 and <= 1000 },
            "Procedures needs Concurrency 1 to 64, MaxShrinkShare 0 to 1, SubmitBatch 1 to 1000.");
    }

    private static void Tables(List<string> wrong, NationalPortalOptions options)
    {
        try
        {
            _ = new StatusRules(options);
        }
        catch (ArgumentException error)
        {
            wrong.Add(error.Message);
        }

        foreach (var rule in options.Kpi.Block.Where(rule => !KpiRules.Sentences.ContainsKey(rule)))
        {
            wrong.Add($"Kpi:Block knows no rule '{rule}'; the rules are {string.Join(", ", KpiRules.Sentences.Keys)}.");
        }

        Check(wrong, options.IntegrationOperation.Name.Length > 0, "IntegrationOperation:Name must not be empty.");
    }

    private static void Check(List<string> wrong, bool isRight, string text)
    {
        if (!isRight)
        {
            wrong.Add(text);
        }
    }
}
