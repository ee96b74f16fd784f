using Hub.NationalPortal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.NationalPortal.Wire;

/// <summary>Where this centre's portal is: the settings' paths, and <c>dstcode</c> with <c>providerurl</c> for the adapter on the way, in the header or before the query.</summary>
internal sealed class PortalAddressHandler : DelegatingHandler
{
    private readonly NationalPortalOptions _options;
    private readonly (string Name, string Value)[] _headers = [];
    private readonly string _query = "";

    public PortalAddressHandler(IOptions<NationalPortalOptions> options)
    {
        _options = options.Value;
        (string Name, string Value)[] destination = [("dstcode", _options.DstCode), ("providerurl", _options.ProviderUrl ?? "")];
        destination = [.. destination.Where(pair => pair.Value.Length > 0)];
        if (_options.DstCodePlacement == DstCodePlacement.Header)
        {
            _headers = destination;
        }
        else
        {
            _query = string.Join('&', destination.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.RequestUri = Address(request.RequestUri!);
        return base.SendAsync(request, cancellationToken);
    }

    private Uri Address(Uri asked)
    {
        var named = asked.AbsolutePath[_options.BaseAddress!.AbsolutePath.Length..];
        var path = named == PortalPaths.Login ? _options.LoginPath
            : named == PortalPaths.Gateway ? _options.GatewayPath
            : $"{_options.GatewayPath.TrimEnd('/')}{named[PortalPaths.Gateway.Length..]}";
        var query = _query.Length == 0 ? asked.Query : asked.Query.Length == 0 ? $"?{_query}" : $"?{_query}&{asked.Query[1..]}";
        return path == named && query == asked.Query ? asked : new Uri(_options.BaseAddress, path + query);
    }
}
