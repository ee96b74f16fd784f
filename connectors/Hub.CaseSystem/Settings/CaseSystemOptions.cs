using System.ComponentModel.DataAnnotations;

namespace Hub.CaseSystem.Settings;

/// <summary>Settings of the lane <c>case-system</c>; section <c>CaseSystem</c>, environment <c>HUB__CaseSystem__…</c>.</summary>
public sealed record CaseSystemOptions : IValidatableObject
{
    /// <summary>
    /// Private networks where webhooks may go, as CIDR (<c>10.20.0.0/16</c>) or one address (<c>10.20.1.7</c>). Empty: public addresses only.
    /// A centre's case system normally stands on such a network: name it as narrowly as it can be named.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Also plain <c>http</c>, on port 80 too. The signature proves who sent a body; it does not hide the body.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Ports beside 443 and 8443.</summary>
    public IReadOnlyList<int> ExtraPorts { get; init; } = [];

    /// <summary>One attempt, from looking up the name to the end of the answer. Standard Webhooks asks for 15 to 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The part of it in which one address must take the connection; also the limit of a probe.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause after a 401 or 403, while people look at secrets and receiver.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RefusedPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a receiver is given to change over after a rotation. The old secret keeps signing until a person drops it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan RotationOverlap { get; init; } = TimeSpan.FromDays(7);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var text in AllowedNetworks.Where(text => AddressRanges.Parse(text) is null))
        {
            yield return new ValidationResult(
                $"CaseSystem:AllowedNetworks: '{text}' không phải là mạng CIDR (ví dụ 10.20.0.0/16) / is no CIDR network (such as 10.20.0.0/16; no bits beyond the prefix).",
                [nameof(AllowedNetworks)]);
        }

        foreach (var port in ExtraPorts.Where(port => port is < 1 or > 65535))
        {
            yield return new ValidationResult(
                $"CaseSystem:ExtraPorts: {port} không phải là cổng từ 1 đến 65535 / is no port from 1 to 65535.", [nameof(ExtraPorts)]);
        }

        if (ConnectTimeout > Timeout)
        {
            yield return new ValidationResult(
                "CaseSystem:ConnectTimeout phải ngắn hơn Timeout / must not be longer than Timeout.", [nameof(ConnectTimeout)]);
        }
    }
}
