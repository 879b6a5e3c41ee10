"""What several tests stand on: temporary databases, small stations, players of cases."""
