namespace Hub.Transports.ServiceBus;

/// <summary>Finds wrong settings before anything is sent. Each fault names the setting, its problem and the mend, in Vietnamese and English; no secret is shown.</summary>
public static class ServiceBusOptionsCheck
{
    /// <summary>Every fault with the full name of its setting, <c>ServiceBus:…</c>.</summary>
    public static IReadOnlyList<(string Setting, string Vietnamese, string English)> Check(ServiceBusOptions options)
    {
        var faults = new List<(string, string, string)>();
        if (string.IsNullOrEmpty(options.ConnectionString))
        {
            Unless(
                Uri.CheckHostName(options.Host) is UriHostNameType.Dns && options.Host.Contains('.', StringComparison.Ordinal), "Namespace",
                "cần tên máy chủ như ten.servicebus.windows.net, không kèm cổng.", "must be a host such as name.servicebus.windows.net, without a port.");
            Unless(
                string.IsNullOrEmpty(options.KeyName) == string.IsNullOrEmpty(options.Key), "Key",
                "KeyName và Key phải đi cùng nhau; bỏ cả hai để dùng managed identity.", "goes with KeyName; leave both out for a managed identity.");
        }
        else
        {
            Unless(
                IsTrusted(options.ConnectionString), "ConnectionString",
                "cần Endpoint, SharedAccessKeyName và SharedAccessKey của cả namespace (không có EntityPath); UseDevelopmentEmulator chỉ dùng cho máy này.",
                "needs Endpoint, SharedAccessKeyName and SharedAccessKey of the whole namespace (no EntityPath); UseDevelopmentEmulator is for this machine only.");
            Unless(
                options is { Namespace.Length: 0, KeyName: null or "", Key: null or "" }, "ConnectionString",
                "không dùng cùng Namespace, KeyName hay Key.", "is not for use beside Namespace, KeyName or Key.");
        }

        Unless(
            string.IsNullOrEmpty(options.ClientId) || (string.IsNullOrEmpty(options.Key) && string.IsNullOrEmpty(options.ConnectionString)), "ClientId",
            "chỉ dùng khi không có Key hay ConnectionString.", "is only for use without a Key or a ConnectionString.");
        Unless(options.KeyName is null or { Length: <= 256 }, "KeyName", "tối đa 256 ký tự.", "has at most 256 characters.");
        Unless(
            options.QueuePrefix.Length is > 0 and <= 100 && options.QueuePrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), "QueuePrefix",
            "chữ cái, chữ số, '-', '_', '.', tối đa 100 ký tự.", "must be letters, digits, '-', '_' and '.', at most 100.");
        Unless(options.MaxRetries is >= 0 and <= 20, "MaxRetries", "từ 0 đến 20.", "must be 0 to 20.");
        Unless(
            options.RetryDelay >= TimeSpan.FromMilliseconds(1) && options.MaxRetryDelay >= options.RetryDelay && options.MaxRetryDelay <= TimeSpan.FromMinutes(5), "RetryDelay",
            "từ 1 mili giây, không quá MaxRetryDelay; MaxRetryDelay tối đa 5 phút.", "must be 1 ms or more and not above MaxRetryDelay, which is 5 minutes at most.");
        Unless(
            options.TryTimeout >= TimeSpan.FromSeconds(1) && options.TryTimeout <= TimeSpan.FromMinutes(4), "TryTimeout",
            "từ 1 giây đến 4 phút.", "must be 1 second to 4 minutes.");
        Unless(options.MaxLockRenewal >= TimeSpan.Zero, "MaxLockRenewal", "không được âm.", "must not be negative.");
        return faults;

        void Unless(bool isRight, string setting, string vietnamese, string english)
        {
            if (!isRight)
            {
                faults.Add(("ServiceBus:" + setting, vietnamese, english));
            }
        }
    }

    /// <exception cref="ArgumentException">A setting is wrong; the message names every one that is.</exception>
    public static ServiceBusOptions Checked(ServiceBusOptions options)
    {
        var faults = Check(options);
        return faults.Count == 0
            ? options
            : throw new ArgumentException(string.Join("; ", faults.Select(fault => $"{fault.Setting}: {fault.Vietnamese} / {fault.English}")), nameof(options));
    }

    // A key never travels, but a token does: without TLS only where nobody can listen.
    private static bool IsTrusted(string text) =>
        ServiceBusOptions.Parsed(text) is { EntityPath: null or "", SharedAccessKeyName.Length: > 0, SharedAccessKey.Length: > 0 } parsed
        && (!text.Contains("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase) || parsed.Endpoint.IsLoopback);
}
