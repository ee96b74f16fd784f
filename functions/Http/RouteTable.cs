using Hub.Functions.Http.Messages;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The only door through which endpoints are declared: none without its roles, none without its description.</summary>
public sealed class RouteTable(IEndpointRouteBuilder routes)
{
    public void Add(Access access, Operation operation, RequestDelegate handler) => routes
        .MapMethods(operation.Path, operation.Methods, handler)
        .WithMetadata(access, operation)
        .WithDisplayName(operation.Act);

    /// <summary>Deny by default: whoever maps an endpoint past this table, keeps the hub from starting.</summary>
    /// <exception cref="InvalidOperationException">An endpoint names no roles.</exception>
    public static void Check(IEndpointRouteBuilder routes)
    {
        var bare = routes.DataSources
            .SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is not { } access || (!access.IsOpen && !access.IsSigned && access.Roles.Count == 0))
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (bare.Count > 0)
        {
            throw new InvalidOperationException($"These endpoints name no role: {string.Join(", ", bare)}.");
        }
    }
}

/// <summary>Endpoints that belong together, declared in one place.</summary>
public interface IEndpointGroup
{
    void Map(RouteTable routes);
}
