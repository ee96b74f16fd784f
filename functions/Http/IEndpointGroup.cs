namespace Hub.Functions.Http;

/// <summary>Endpoints that belong together, declared in one place.</summary>
public interface IEndpointGroup
{
    void Map(RouteTable routes);
}
