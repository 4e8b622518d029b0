namespace SocialAssistance.Materials;

/// <summary>The store of the scans does not answer. Nothing was taken; trying again is safe.</summary>
public sealed class MaterialStoreUnavailableException(Exception cause) : Exception("The store of the scans does not answer.", cause);
