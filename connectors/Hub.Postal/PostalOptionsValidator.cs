using Microsoft.Extensions.Options;

namespace Hub.Postal;

/// <summary>Refuses wrong settings at start.</summary>
public sealed class PostalOptionsValidator : IValidateOptions<PostalOptions>
{
    public ValidateOptionsResult Validate(string? name, PostalOptions options)
    {
        var faults = PostalOptionsCheck.Check(options);
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => $"{fault.Setting}: {fault.Vietnamese} / {fault.English}"));
    }
}
