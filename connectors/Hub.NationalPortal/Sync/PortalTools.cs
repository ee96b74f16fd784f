using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Session;

namespace Hub.NationalPortal.Sync;

/// <summary>What every part of the connector works with.</summary>
public sealed class PortalTools(INationalPortalApi api, PortalSession session, NationalPortalOptions options, TimeProvider clock)
{
    public INationalPortalApi Api => api;

    public PortalSession Session => session;

    public NationalPortalOptions Options => options;

    public TimeProvider Clock => clock;

    public StatusRules Rules { get; } = new(options);

    public NationalPortalMapper Mapper { get; } = new(options);
}
